"""Language: words, their spellings and forms in Indonesian, patterns compiled to one matcher, words in context."""

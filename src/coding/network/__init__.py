"""The network as told: who speaks of coordinating with whom, its measures, places and pictures."""

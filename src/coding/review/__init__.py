"""Review: where a person decides on what the machine suggests, in JupyterLab or in a spreadsheet."""

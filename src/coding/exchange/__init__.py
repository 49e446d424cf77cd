"""Exchange with NVivo, ATLAS.ti, MAXQDA and QualCoder by the REFI-QDA standard (qdasoftware.org): .qdpx and .qdc."""

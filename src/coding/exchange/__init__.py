"""Exchange with other programs: NVivo, ATLAS.ti, MAXQDA, QualCoder by the REFI-QDA standard; tables for R, SPSS, Excel."""

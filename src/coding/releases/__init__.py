"""A folder to deposit: of a district, what its participants allow to leave; searched for leaks before it is written."""

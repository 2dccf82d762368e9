"""Cheyuan 车缘: the open dealership platform."""

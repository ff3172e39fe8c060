"""
Customers, visits, meals, credit and complaints in the Django admin, decided by `visitcore`.
"""

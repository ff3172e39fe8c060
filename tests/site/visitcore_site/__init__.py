"""
The Django project of the tests.
"""

try:
    import pymysql
except ImportError:  # only MariaDB needs it
    pass
else:
    pymysql.install_as_MySQLdb()

/** The database. The only package that knows SQL. */
package lifeboat.controller.store;

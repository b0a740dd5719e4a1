/** What is really in the repositories, read from them, and how fresh it makes each plan. */
package lifeboat.controller.catalog;

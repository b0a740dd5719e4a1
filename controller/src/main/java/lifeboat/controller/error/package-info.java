/** What the controller answers with instead of what was asked for. */
package lifeboat.controller.error;

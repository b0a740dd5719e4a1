/** The controller's program: its main class, its wiring, its configuration. */
package lifeboat.controller;

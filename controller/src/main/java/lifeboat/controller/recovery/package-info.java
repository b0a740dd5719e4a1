/**
 * What a lost controller is rebuilt from: its state, which it saves sealed into the repositories of
 * its plans. Knows neither what the state is made of nor how it is stored.
 */
package lifeboat.controller.recovery;

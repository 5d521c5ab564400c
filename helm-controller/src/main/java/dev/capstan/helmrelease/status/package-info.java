/**
 * What the results of actions and runs mean for conditions, counters and events. Pure; the moment is given.
 */
@NullMarked
package dev.capstan.helmrelease.status;

import org.jspecify.annotations.NullMarked;

/**
 * What is to be done for a release: first its situation is named, then one action follows. Pure; knows neither clock nor cluster.
 */
@NullMarked
package dev.capstan.helmrelease.state;

import org.jspecify.annotations.NullMarked;

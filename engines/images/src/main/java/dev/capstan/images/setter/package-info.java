/**
 * Writes images into YAML files at the places that markers name, and touches no byte around them. Pure: reads trees and gives back bytes;
 * knows neither Git nor custom resources, and writes no file itself.
 */
@NullMarked
package dev.capstan.images.setter;

import org.jspecify.annotations.NullMarked;

/**
 * The values of a release: composed of ConfigMaps, Secrets and the spec, and their digest. Pure.
 */
@NullMarked
package dev.capstan.helmrelease.values;

import org.jspecify.annotations.NullMarked;

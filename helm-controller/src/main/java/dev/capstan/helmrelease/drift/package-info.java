/**
 * What others changed of the objects of a release. Pure: what is there and what there should be are given.
 */
@NullMarked
package dev.capstan.helmrelease.drift;

import org.jspecify.annotations.NullMarked;

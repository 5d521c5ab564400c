/**
 * How forges are asked over HTTP: one request, one JSON answer, and what its status means; and what their clients do alike. Knows the
 * API of no forge.
 */
@NullMarked
package dev.capstan.forge.rest;

import org.jspecify.annotations.NullMarked;

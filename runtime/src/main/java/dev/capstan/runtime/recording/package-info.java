/**
 * Flight recordings of a running process for who can reach its loopback. Knows the recorder of the JDK and HTTP, and nothing of controllers.
 */
@NullMarked
package dev.capstan.runtime.recording;

import org.jspecify.annotations.NullMarked;

/**
 * Runs the health scripts that users write in Lua: the language of Lua 5.1 with the few functions that Argo CD gives
 * such scripts, and nothing else. A script sees one object, has no way out, and ends after a bounded number of steps
 * with bounded memory.
 */
@NullMarked
package dev.capstan.argo.health.lua;

import org.jspecify.annotations.NullMarked;

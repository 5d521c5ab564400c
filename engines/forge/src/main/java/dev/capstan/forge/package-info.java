/**
 * Pull requests of one repository of a forge, as values and as a port. What is said here holds for every forge; how each of them is
 * asked is in the packages below.
 */
@NullMarked
package dev.capstan.forge;

import org.jspecify.annotations.NullMarked;

/** The live objects of Applications, kept from watches; objects of others cost nothing. */
@NullMarked
package dev.capstan.application.live;

import org.jspecify.annotations.NullMarked;

/** What the Secrets and the network fields of a spec mean for whoever speaks to the upstream; the same for every kind of source. */
@NullMarked
package dev.capstan.source.access;

import org.jspecify.annotations.NullMarked;

/** Records on the bus. */
@NullMarked
package dev.capstan.applier.record.adapter;

import org.jspecify.annotations.NullMarked;

/** The demo: what Capstan does, step by step, every time measured. */
@NullMarked
package dev.capstan.cli.demo;

import org.jspecify.annotations.NullMarked;

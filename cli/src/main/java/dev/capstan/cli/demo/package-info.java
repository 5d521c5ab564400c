/** The story that Capstan tells about itself, measured while it is told. */
@NullMarked
package dev.capstan.cli.demo;

import org.jspecify.annotations.NullMarked;

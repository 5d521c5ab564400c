/** What the markers of a repository changed: values, the objects they are in, and the images behind them. Knows no Git. */
@NullMarked
package dev.capstan.image.automation.change;

import org.jspecify.annotations.NullMarked;

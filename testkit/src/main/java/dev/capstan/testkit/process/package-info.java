/** Our packaged applications as processes of their own. */
@NullMarked
package dev.capstan.testkit.process;

import org.jspecify.annotations.NullMarked;

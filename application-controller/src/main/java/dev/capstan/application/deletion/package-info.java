/** What happens when an Application is deleted: its hooks, its objects, its finalizers. Pure but for ports. */
@NullMarked
package dev.capstan.application.deletion;

import org.jspecify.annotations.NullMarked;

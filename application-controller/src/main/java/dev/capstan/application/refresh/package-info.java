/** Why an Application is looked at, and how thoroughly. */
@NullMarked
package dev.capstan.application.refresh;

import org.jspecify.annotations.NullMarked;

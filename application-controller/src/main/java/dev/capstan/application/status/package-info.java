/** What a pass came to, as the status of an Application, its events and its metrics say it. Pure. */
@NullMarked
package dev.capstan.application.status;

import org.jspecify.annotations.NullMarked;

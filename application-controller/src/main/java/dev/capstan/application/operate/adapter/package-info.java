/** What a sync wants done, as requests to an API server. */
@NullMarked
package dev.capstan.application.operate.adapter;

import org.jspecify.annotations.NullMarked;

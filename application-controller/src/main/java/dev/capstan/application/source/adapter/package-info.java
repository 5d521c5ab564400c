/** Sources fetched from remotes. */
@NullMarked
package dev.capstan.application.source.adapter;

import org.jspecify.annotations.NullMarked;

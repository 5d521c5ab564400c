/** The ports that {@code argocd --core} reaches. */
@NullMarked
package dev.capstan.application.core.adapter;

import org.jspecify.annotations.NullMarked;

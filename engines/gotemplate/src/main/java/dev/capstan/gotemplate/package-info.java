/** Go's text/template with its exact semantics. Knows neither files nor Kubernetes nor Helm. */
@NullMarked
package dev.capstan.gotemplate;

import org.jspecify.annotations.NullMarked;

/** The custom resource ApplicationSet of Argo CD: generators, and the template of Applications. Holds shapes only. */
@NullMarked
package dev.capstan.api.argo.set;

import org.jspecify.annotations.NullMarked;

/**
 * Whether live objects are as their manifests say, and what that makes of the application: normalisation, difference,
 * masked Secrets, sync status. Pure; knows no cluster.
 */
@NullMarked
package dev.capstan.argo.compare;

import org.jspecify.annotations.NullMarked;

/**
 * The custom resource of the group {@code bitnami.com}, as other projects' programs write and read it. Holds no keys and knows no
 * cryptography.
 */
@NullMarked
package dev.capstan.api.sealedsecret;

import org.jspecify.annotations.NullMarked;

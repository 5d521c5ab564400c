/** Who we are for registries: the Docker configuration that holds logins, and which of them is for which repository. */
@NullMarked
package dev.capstan.oci.login;

import org.jspecify.annotations.NullMarked;

/**
 * Who we are for a registry of images, charts and other artifacts: logins out of pull secrets, service accounts and clouds; and whose
 * turn it is when that was not enough.
 */
@NullMarked
package dev.capstan.access.registry;

import org.jspecify.annotations.NullMarked;

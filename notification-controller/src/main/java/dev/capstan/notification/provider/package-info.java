/**
 * Getting notifications to places: the ports that types of Providers implement, address rules, retries, one bounded queue per Provider. Knows
 * neither the cluster nor HTTP clients, and no single type; each type is a package below this one.
 */
@NullMarked
package dev.capstan.notification.provider;

import org.jspecify.annotations.NullMarked;

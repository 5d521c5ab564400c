/**
 * Requests to the key management services of clouds and to Vault as values, and what their answers mean. Talks to nobody itself,
 * except in HttpKmsTransport.
 */
@NullMarked
package dev.capstan.secrets.kms;

import org.jspecify.annotations.NullMarked;

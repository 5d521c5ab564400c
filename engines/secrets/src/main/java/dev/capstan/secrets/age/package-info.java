/**
 * Files in the format of age: recipients, identities, header, payload. Starts no program and asks nobody for anything.
 */
@NullMarked
package dev.capstan.secrets.age;

import org.jspecify.annotations.NullMarked;

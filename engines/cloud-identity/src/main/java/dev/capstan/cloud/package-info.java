/**
 * Who this process is for the clouds: keys of AWS, tokens of Google Cloud and Azure, and logins of their registries. Asks only addresses
 * that the clouds document and the operator's environment names; knows nothing of objects, Secrets or kinds.
 */
@NullMarked
package dev.capstan.cloud;

import org.jspecify.annotations.NullMarked;

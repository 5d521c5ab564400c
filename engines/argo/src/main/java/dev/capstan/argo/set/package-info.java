/**
 * ApplicationSets: from a set and what is known of the world to the Applications that it makes. Pure: questions to the world come back
 * as requests ({@code input}), plans as values ({@code plan}); nothing here knows a cluster, a forge or a Git repository.
 */
@NullMarked
package dev.capstan.argo.set;

import org.jspecify.annotations.NullMarked;

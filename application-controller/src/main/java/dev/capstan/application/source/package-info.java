/** Where manifests come from: revisions and files. */
@NullMarked
package dev.capstan.application.source;

import org.jspecify.annotations.NullMarked;

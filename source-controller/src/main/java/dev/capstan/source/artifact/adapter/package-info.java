/** The artifact store on a file system, and the HTTP server in front of it. */
@NullMarked
package dev.capstan.source.artifact.adapter;

import org.jspecify.annotations.NullMarked;

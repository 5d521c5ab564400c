/** Smart HTTP for JGit over the HTTP client of engines/http: credentials stay with their host, every byte and second is counted. */
@NullMarked
package dev.capstan.git.http;

import org.jspecify.annotations.NullMarked;

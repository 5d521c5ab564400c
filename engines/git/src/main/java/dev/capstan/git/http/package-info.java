/** Smart HTTP for JGit over the JDK's HTTP client: credentials stay with their host, every byte and second is counted. */
@NullMarked
package dev.capstan.git.http;

import org.jspecify.annotations.NullMarked;

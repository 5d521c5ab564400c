/** Connections to clusters over fabric8 clients. */
@NullMarked
package dev.capstan.application.cluster.adapter;

import org.jspecify.annotations.NullMarked;

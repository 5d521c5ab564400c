/** What runs in containers: servers that the controllers talk to, the controllers' images, and K3s as demo and up start it. */
@NullMarked
package dev.capstan.containers;

import org.jspecify.annotations.NullMarked;

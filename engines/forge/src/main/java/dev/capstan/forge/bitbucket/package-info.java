/** Pull requests of Bitbucket Cloud (API 2.0) and of Bitbucket Server and Data Center (REST API 1.0). */
@NullMarked
package dev.capstan.forge.bitbucket;

import org.jspecify.annotations.NullMarked;

/* libxml2's headers pull in ICU's, which clash with the ICU module inside Foundation. The reader needs no
   transcoding by ICU, so that part of the interface is switched off before the headers are read. */
#ifndef NEXO_LIBXML2_SHIM_H
#define NEXO_LIBXML2_SHIM_H
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/SAX2.h>

/* xmlFree is a mutable global, which Swift 6 refuses to read. */
static inline void nexo_xml_free(void *pointer) { xmlFree(pointer); }
#endif

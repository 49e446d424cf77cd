-- Word's own styles for notes and for headings without a number, and marks where landscape pages begin and end
-- (src/coding/word.py gives them their size, and the cells their styles).

local function styled(blocks, style)
  return pandoc.Div(blocks, { ["custom-style"] = style })
end

local function section_mark(orientation)
  local inside = orientation and ' w:orient="' .. orientation .. '"' or ""
  return pandoc.RawBlock("openxml", "<w:p><w:pPr><w:sectPr" .. inside .. "/></w:pPr></w:p>")
end

function Div(div)
  if div.classes:includes("landscape") then
    local pages = pandoc.Blocks({ section_mark() })
    pages:extend(div.content)
    pages:insert(section_mark("landscape"))
    return pages
  end
  if not div.classes:includes("captioned") then return nil end
  local inner, note = div.content[1], div.content[2]
  local parts = pandoc.Blocks({ inner })
  if note then parts:insert(styled(note.content, inner.t == "Table" and "Table Note" or "Figure Note")) end
  return parts
end

-- Its style is a heading's in all but the number, so that Word's outline and tables of contents hold it.
function Header(header)
  if not header.classes:includes("unnumbered") then return nil end
  local style = "Heading " .. header.level .. " Unnumbered"
  return pandoc.Div({ pandoc.Para(header.content) }, { id = header.identifier, ["custom-style"] = style })
end

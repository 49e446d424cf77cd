-- Alt texts of figures, tables of three rules with their notes, and landscape pages, for typst.

local turned = false
local set

local function raw(code)
  return pandoc.RawBlock("typst", code)
end

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function set_image(image)
  local alt = image.attributes.alt or pandoc.utils.stringify(image.caption)
  local width = image.attributes.width or "100%"
  local code = "#image(" .. quoted(image.src) .. ", width: " .. width .. ", alt: " .. quoted(alt) .. ")"
  return pandoc.RawInline("typst", code)
end

local function rows_of(tbl)
  local rows = #tbl.head.rows
  for _, body in ipairs(tbl.bodies) do rows = rows + #body.body end
  return rows
end

local function set_table(tbl, note)
  local call = "#journal-table(" .. rows_of(tbl) .. (turned and ", floats: false" or "") .. ")["
  local parts = pandoc.Blocks({ raw(call), tbl, raw("][") })
  if note then parts:extend(note.content) end
  parts:insert(raw("]"))
  return parts
end

local function turn(div)
  turned = true
  local pages = pandoc.Blocks({ raw("#landscape[") })
  pages:extend(div.content:walk({ Div = set }))
  pages:insert(raw("]"))
  turned = false
  return pages, false
end

function set(div)
  if not div.classes:includes("captioned") then return nil end
  local inner, note = div.content[1], div.content[2]
  if inner.t == "Table" then return set_table(inner, note) end
  if note then
    local title = inner.caption.long[1]
    title.content:insert(pandoc.Space())
    title.content:extend(note.content[1].content)
    inner.caption.long = { title }
  end
  return inner:walk({ Image = set_image })
end

return { { traverse = "topdown", Div = function(div)
  if div.classes:includes("landscape") then return turn(div) end
  return set(div)
end } }
